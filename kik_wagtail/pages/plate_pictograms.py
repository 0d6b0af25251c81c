"""What stands in the stations of a road, drawn around (0, 0) in a square of 56."""

from __future__ import annotations

PICTOGRAMS = {
    "letter": '<rect x="-27" y="-19" width="54" height="38" rx="4"/><path d="M-26-15 0 6 26-15"/>',
    "appointment": '<path d="M-27-20H15V8H-9L-20 19V8H-27z"/><path d="M20-8H27V20H20V28L11 20H-4V14"/>',
    "reminder_call": '<path d="M-21-23-9-26-2-10-10-4C-6 5 0 11 8 14L14 6 28 14 25 25C2 32-30 2-21-23z"/>',
    "call_back": '<path d="M-21-23-9-26-2-10-10-4C-6 5 0 11 8 14L14 6 28 14 25 25C2 32-30 2-21-23z"/><path d="M27-22H6M14-30 6-22 14-14"/>',
    "decision": '<path d="M0 28V4M0 4-22-14M0 4 22-14"/><path d="M-23-3V-15H-11M23-3V-15H11"/>',
    "wait": '<circle r="26"/><path d="M0-16V2L12 10"/>',
}
