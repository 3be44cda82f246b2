"""Chat models: prompts, the model behind one door, and the writer of checked answers."""
