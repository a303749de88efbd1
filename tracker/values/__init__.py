"""The nouns: everything that flows between the stages. Values never import a stage."""
