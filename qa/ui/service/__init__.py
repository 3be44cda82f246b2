"""The service behind the window: the assistant, its queue, conversations, endpoints."""
