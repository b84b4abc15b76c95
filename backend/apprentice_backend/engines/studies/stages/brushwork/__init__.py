"""Brushwork: the operations of the style values, one a file; `operations` lists them."""
