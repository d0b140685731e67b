"""Planning: an object's state, its changes to what the program asks for, and the requests that make them. Pure."""
