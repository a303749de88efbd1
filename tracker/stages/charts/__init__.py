"""One module for each kind of chart: `describe` says what it says, `draw` draws that on a canvas.

Importing them is cheap: matplotlib is loaded by whoever makes the canvas.
"""
