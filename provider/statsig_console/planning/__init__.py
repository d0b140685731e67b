"""Planning: what is known of an object, what separates it from what the program asks for, and what has to be sent. Pure."""
