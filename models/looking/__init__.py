"""A look at a stored file: its kind by content, and thumbnail, text, pages and date, cached by hash.

The reading is done in a child process (`readers`), never here.
"""

from models.looking.cache import Look as Look
from models.looking.cache import Looking as Looking
from models.looking.cache import unseen as unseen
from models.looking.kinds import FileKind as FileKind
from models.looking.kinds import is_misnamed as is_misnamed
from models.looking.kinds import is_one_page as is_one_page
from models.looking.kinds import kind_of as kind_of
from models.looking.kinds import tells_pages as tells_pages
from models.looking.pages import Pages as Pages
from models.looking.pages import SeenPage as SeenPage
from models.looking.pages import width_for as width_for
from models.looking.photos import PHOTO_BATCH as PHOTO_BATCH
from models.looking.photos import SmallPhoto as SmallPhoto
from models.looking.photos import read_ahead as read_ahead
from models.looking.photos import small_photo as small_photo
