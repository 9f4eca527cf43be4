"""Charts as inline SVG: one drawing for the page, the tagged PDF and a grey photocopy.

Horizontal positions are percentages of the width and text keeps its size, so a chart fits a phone and a sheet
of paper without scaling. Colours are presentation attributes (for paper) which classes override (for the page).
"""
