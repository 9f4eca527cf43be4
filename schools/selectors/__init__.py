from schools.selectors.targets import latest_target, padron_cut, target_schools

__all__ = ["latest_target", "padron_cut", "target_schools"]
