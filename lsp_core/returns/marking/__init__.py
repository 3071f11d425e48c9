"""The sender's own workbook given back, with what we found marked in it.

The parts of the file are edited where they lie, and every part we have no business in is passed on byte for byte: a
library that loads a workbook and saves it again drops what it does not know. `marked` is where to begin reading.

* `marks` decides which cells are marked and in which words, from findings: values only.
* `package` opens the file into its parts and closes it again; `sheets` finds, adds and removes sheets among them.
* `highlights` colours cells, `comments` puts words on them, and `found_sheet` lists everything on a sheet of its own.
* `earlier_marks` takes our marks out of a file that comes back, so that they are replaced and never stacked.
* `rebuilt` makes a workbook of a file that cannot be marked, such as a CSV.
"""
