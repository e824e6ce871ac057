"""The overview for whoever cares for the system: how all documents stand, as figures, charts and pages."""
