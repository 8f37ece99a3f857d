"""From draft to decided: review, sign-off, review dates, reopening."""
