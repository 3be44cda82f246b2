"""The parts of the page: Gradio components and their events."""
