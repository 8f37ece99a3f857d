"""The applications that Steelyard is measured against: the same work on the same database."""
