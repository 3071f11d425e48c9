"""Where returns come from. Each channel hands over what arrived, and files away what has been dealt with."""
