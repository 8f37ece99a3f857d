"""Building a decision of what was measured."""

from .measured import judge_by, judge_by_metric, read_function, set_value_function, use_measured

__all__ = ["judge_by", "judge_by_metric", "read_function", "set_value_function", "use_measured"]
