"""An export to a folder: written beside it, then put in its place."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from warehouse.export.ours import refuse_foreign
from warehouse.export.place import clear_up, new_folder, put_in_place
from warehouse.export.staging import hidden_folder, room_beside
from warehouse.export.write import Exported, write_export


def export_to(engine: Engine, folder: Path, decimal: str = ",", excel: bool = True) -> Exported:
    """Export all views to a folder, which is made where it is missing; an earlier export there is replaced whole.

    Raises InTheWay where files of the same names are not from an export, SQLAlchemyError where the warehouse fails,
    OSError where the disk does. In each case the folder is as it was.
    """
    target = folder.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    clear_up(target)
    refuse_foreign(target)
    with hidden_folder(room_beside(target), target) as beside:
        new = new_folder(beside, target)
        exported = write_export(engine, new, decimal, excel)
        put_in_place(new, target)
    return exported
