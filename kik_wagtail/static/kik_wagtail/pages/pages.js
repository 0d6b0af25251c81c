/* Small things that a method page does with script; without it everything is there to read. */
