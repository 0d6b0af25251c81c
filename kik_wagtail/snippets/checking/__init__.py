"""What is wrong with a text, or could be plainer: beside the editor, in the library check, and before it is sent."""
