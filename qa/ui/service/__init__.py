"""What stands behind the window: the assistant, its queue, conversations, endpoints."""
