"""Looking back: any revision as it was, two of them compared, a change undone."""
