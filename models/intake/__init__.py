"""Files from outside on their way in; every reader here runs in the child of `models.isolation`, never in the window.

`gate` tells what a file is and refuses the bad ones, `words` and `sheets` hold what it says as paragraphs and grids,
`recognising` and `understanding` make a draft of that by the rules of `models.domain.reading`, `reading` is the way in.
`files` takes evidence into the vault; `issued` reads papers that come back.
"""
