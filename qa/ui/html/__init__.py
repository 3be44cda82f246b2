"""Records to HTML and text: pure functions without Gradio."""
