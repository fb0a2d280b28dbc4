"""Whether a folder is a safe place for a database in a file."""

import os
import re
import sys
from pathlib import Path

NETWORK = re.compile(
    r"nfs4?|cifs|smb3?|smbfs|9p|afs|afpfs|ceph|glusterfs|lustre|ncpfs|davfs2?|webdav|vboxsf|prl_fs"
    r"|fuse\.(sshfs|rclone|gvfsd-fuse|davfs2?|glusterfs|s3fs|google-drive-ocamlfuse|onedriver"
    r"|smbnetfs|ceph|kio-fuse)"
)
SYNCHRONISED = (
    *("OneDrive", "Dropbox", "Google Drive", "GoogleDrive", "Nextcloud", "ownCloud", "kDrive"),
    *("pCloudDrive", "iCloudDrive", "Mobile Documents", "Seafile", "Synology Drive"),
    *("SynologyDrive", "MEGA"),
)
MARKERS = (
    *(".dropbox", ".dropbox.cache", ".stfolder", ".sync", ".owncloudsync.log"),
    *(".nextcloudsync.log", ".sync_journal.db"),
)
ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
DRIVE_REMOTE = 4  # winbase.h
MOUNTS = Path("/proc/self/mountinfo")


def is_network(path: Path) -> bool:
    """Whether the file system that holds the path is reached over a network."""
    if sys.platform == "win32":
        return _is_remote_drive(path)
    return MOUNTS.exists() and bool(NETWORK.fullmatch(file_system(path, MOUNTS.read_text())))


def file_system(path: Path, mounts: str) -> str:
    """The type of the deepest mount that holds the path, from the text of mountinfo(5)."""
    real = os.path.realpath(path)
    deepest, found = "", ""
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        mount = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), left.split()[4])
        holds = real == mount or real.startswith(mount.rstrip("/") + "/")
        if holds and len(mount) >= len(deepest):
            deepest, found = mount, right.split()[0]
    return found


def synchronised_by(path: Path) -> str:
    """The program that copies this folder elsewhere as it changes, or an empty text."""
    for folder in (path, *path.parents):
        for name in SYNCHRONISED:
            if folder.name == name or folder.name.startswith(f"{name} "):
                return name
        if any((folder / marker).exists() for marker in MARKERS):
            return folder.name
    homes = (Path(home) for name in ONEDRIVE if (home := os.environ.get(name)))
    return "OneDrive" if any(path.is_relative_to(home) for home in homes) else ""


def _is_remote_drive(path: Path) -> bool:
    import ctypes

    drive, _ = os.path.splitdrive(path.resolve())
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  (there on Windows only)
    return drive.startswith("\\\\") or kernel.GetDriveTypeW(f"{drive}\\") == DRIVE_REMOTE
