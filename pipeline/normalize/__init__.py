"""Document to Functieboek: a grammar of the labels of the book; nothing here knows of pages or fonts."""
