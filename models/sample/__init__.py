"""The sample workspace: a task of 示例县 ready to be signed, and two half done, made through the same actions as all.

The first task is the only one of the plan that has been accepted: four measures, their evidence as real files, the
team, and an opinion without a gap. The other two leave something to find.
"""

from models.sample.folder import fresh_folder
from models.sample.making import make_sample
from models.sample.removal import delete_sample

__all__ = ["delete_sample", "fresh_folder", "make_sample"]
