"""What readers and keepers do with a method page: say whether it helps, that they read it, when it is looked at again."""
