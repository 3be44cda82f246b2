"""Small talk and questions about the collection itself, answered from the catalog."""
