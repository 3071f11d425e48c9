"""Other ways to ask the same question, for a pack in which an earlier one has taken the words already.

By the name of the trigger in `question_bank`. None of them holds a figure, which the first wording may.
"""

OTHER_WORDS: dict[str, tuple[str, ...]] = {
    "overdue twice": (
        "Why could it not be given again, and who will give it by which day?",
        "Is this figure still worth waiting for, and what would we use instead?",
    ),
    "overdue": (
        "What is keeping it, and what would the board decide differently if it had it today?",
        "Who has the figure now, and by which day will it be here?",
    ),
    "not available": (
        "What do we go by meanwhile, and when will there be something firmer?",
        "Is anybody able to count it, and what would that take?",
    ),
    "not due, and missed when last judged": (
        "Which sign between now and the next figure would show that things have turned?",
        "What is different on the ground since that figure, and who can say so from what they see?",
        "If the next figure is no better, what would we wish we had done by now?",
    ),
    "not due": (
        "What would warn us before the next figure comes?",
        "Is a yearly figure enough to steer by, and what could be watched in between?",
    ),
    "off track and worse in a year that is over": (
        "Which sign before the next yearly figure would show that it has turned?",
        "What has changed since that year ended that should make the next one better?",
    ),
    "off track and worse as the year ended": (
        "What did this year teach us that next year's plan already holds?",
        "Is next year's target still the right one, and what would it take to reach it?",
    ),
    "off track and better, but not by enough": (
        "Is it fast enough, and if not, what would have to be added or stopped?",
        "What made the difference, and could there be more of it?",
    ),
    "off track by a gap that may be chance": (
        "How many more figures before we could tell, and can we afford to wait for them?",
    ),
    "off track twice": (
        "What did we say last quarter that we would do, was it done, and did it help?",
        "If the same figure comes again, what will the answer be then?",
    ),
    "forecast to miss": (
        "What would have to start this month for the year to end differently?",
        "If nothing closes that gap, when do we say so, and to whom?",
    ),
    "off track on a provisional figure": (
        "When will it be final, and would anybody act differently on another figure?",
    ),
    "on track and really worse": ("Is this the start of something, and who is looking into it?",),
    "on track and worse each time": ("At this rate, when does it cross the line, and who acts before that?",),
    "watch": (
        "What would make us act: which figure, by when?",
        "Is it being watched by somebody who would speak up?",
        "Would we accept it staying here, and have we said so?",
    ),
}
