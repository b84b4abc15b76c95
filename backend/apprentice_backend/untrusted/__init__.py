"""Files from outside, opened within bounds: members of zip files, and pictures stripped to what they need.

Pillow sees only the parts of a file that its picture needs: no texts, no animation, no metadata. What cannot be reached
cannot fill the memory, cost more than linear time, or warn.
"""
