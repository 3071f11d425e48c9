"""The partnership looks at itself: what is asked, what the engine's own records say beside each answer, what follows.

Everything in here thinks and does nothing: values in, values out. An instrument is data (`instruments`, read by
`reading`, changed by `overlays`); X

| Step | Module |
|---|---|
| what is asked | `model`, `reading`, `checks`, `overlays`, `loosening`, `differing`, `workbooks` |
| what is true | `catalogue`, `seen`, `facts_of_...`, `computing`, `fact_values`, `rules` |
| what people said | `answers`, `asking_once`, `scales`, `spread`, `groups`, `results`, `submitting`, `links` |
| what follows | `findings`, `cases`, `actions`, `moving`, `scrutiny`, `summary` |
"""
