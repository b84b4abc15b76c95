"""Leave Krita from inside it without its asking or crashing."""

import os
import signal

from krita import Krita

from .qt import QApplication, QMessageBox, QTimer

LAST_RESORT_MS = 4000


def forget_documents() -> None:
    """Close every open document as if nothing had changed in it."""
    for document in Krita.instance().documents():
        document.waitForDone()
        document.setModified(False)
        document.setBatchmode(True)
        document.close()


def leave() -> None:
    """End the process with status 0, by way of closing the window, so that plugins see Krita end.

    `QApplication.exit` crashes Krita; `aboutToQuit` is the last safe moment.
    """
    QApplication.instance().aboutToQuit.connect(lambda: os._exit(0))
    QTimer.singleShot(LAST_RESORT_MS, lambda: os._exit(0))
    forget_documents()
    _keep_answering_no()
    QTimer.singleShot(0, lambda: Krita.instance().activeWindow().qwindow().close())


def kill() -> None:
    """End the process as `kill -9` does: nothing is saved any more."""
    os.kill(os.getpid(), signal.SIGKILL)


def _keep_answering_no() -> None:
    """Answer No to "Save?": work still queued can mark a document modified once more."""
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        button = box.button(QMessageBox.StandardButton.No) or box.button(QMessageBox.StandardButton.Discard)
        if button is not None:
            button.click()
    QTimer.singleShot(50, _keep_answering_no)
