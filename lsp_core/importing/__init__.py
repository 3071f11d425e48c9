"""Bringing in the scorecards a partnership kept before: any sheet with figures under headings, read by what it says."""
