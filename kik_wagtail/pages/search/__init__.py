"""Search for readers: method pages and published texts, by whatever search backend the site has."""
