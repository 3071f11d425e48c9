"""Other people's answers: cases whose expected values were computed by tools the field already trusts."""
