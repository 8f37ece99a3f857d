"""What is judged: frameworks, and the sources whose claims say something about them."""
