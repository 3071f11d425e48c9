"""Files that nobody would make on purpose, put through reading and checking by the ten thousand.

`make fuzz` runs them: `FILES=50000 SEED=1 PROCESSES=2 make fuzz`. Every file is made from the seed and its own number,
so that a failure can be repeated alone: `SEED=1 ONLY=4711 make fuzz`.

| Module | What it holds |
|---|---|
| `tokens` | what people type into a box, and what it must be read as |
| `forms` | a return filled in with tokens, moved about as people do, and written in every form of file |
| `damage` | files with bytes flipped, parts swapped, XML mangled, ends cut off |
| `shown` | what a cell of a file shows, looked up by other code than ours |
| `trial` | one file read, and everything that may be wrong with that |
| `running` | many files in several processes, and the checks in batches |
"""
