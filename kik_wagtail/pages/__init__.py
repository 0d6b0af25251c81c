"""Method pages: guidance that managers publish, in step with the texts. Mixins for a site's own types, thin types beside them."""
