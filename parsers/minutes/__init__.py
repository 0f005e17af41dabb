"""Minutes and agendas of councils: who met when and where, about what, and who said what."""

__all__: list[str] = []
