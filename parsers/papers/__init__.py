"""The papers of a council: consultations, recommendations, results of a public comment and of a third-party review."""

__all__: list[str] = []
