"""The forms of the API's bodies and answers about robustness: checked on the way in, documented on the way out."""

from .answer import Robustness
from .asked import NewStudy, RobustnessOptions
from .studies import Study, StudyPage

__all__ = ["NewStudy", "Robustness", "RobustnessOptions", "Study", "StudyPage"]
