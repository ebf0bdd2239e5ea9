# SPDX-License-Identifier: Apache-2.0
"""XMP packets: the record in one of them, beside what others wrote there, which is kept.

A stranger's packet is bounded before it is parsed, and its DTD and entities are refused.
"""

from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET

from scene_stager.provenance.record import Record

MOST_BYTES = 4 * 2**20
MOST_ELEMENTS, DEEPEST = 20_000, 32
OURS = "urn:scene-stager:record:1#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
META = "adobe:ns:meta/"
XMP = "http://ns.adobe.com/xap/1.0/"
MM = "http://ns.adobe.com/xap/1.0/mm/"
REF = "http://ns.adobe.com/xap/1.0/sType/ResourceRef#"
RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
PREFIXES = {
    "stg": OURS,
    "rdf": RDF,
    "x": META,
    "xmp": XMP,
    "xmpMM": MM,
    "xmpRights": RIGHTS,
    "stRef": REF,
    "Iptc4xmpExt": IPTC,
    "dc": "http://purl.org/dc/elements/1.1/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "crs": "http://ns.adobe.com/camera-raw-settings/1.0/",
}
SOURCE_TYPE = f"{{{IPTC}}}DigitalSourceType"
SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
RECORD, ADDED = f"{{{OURS}}}record", f"{{{OURS}}}added"
ABOUT, DESCRIPTION = f"{{{RDF}}}about", f"{{{RDF}}}Description"
OPENING = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>'
CLOSING = b'<?xpacket end="w"?>'
for _prefix, _uri in PREFIXES.items():
    ET.register_namespace(_prefix, _uri)


def records_in_packet(packet: bytes) -> Iterator[bytes]:
    """The JSON of every record in a packet. Raises ValueError for what is no packet to read."""
    if OURS.encode() not in packet.replace(b"\0", b""):
        return
    for one in _descriptions(_parsed(packet)):
        if (inside := one.get(RECORD)) is not None:
            yield inside.encode("utf-8", "surrogatepass")
        for element in one.iter(RECORD):
            yield (element.text or "").encode("utf-8", "surrogatepass")


def source_type_in_packet(packet: bytes) -> str:
    """The digital source type that a packet asserts, "" for none. Raises ValueError."""
    if b"DigitalSourceType" not in packet:
        return ""
    for one in _descriptions(_parsed(packet)):
        found = one.get(SOURCE_TYPE) or one.findtext(SOURCE_TYPE) or ""
        if found:
            return found.rpartition("/")[2]
    return ""


def packet_with(packet: bytes, record: Record | None) -> bytes:
    """The packet with this record in place of any other; without one where None; b"" when empty.

    What others wrote stays, but for what a record of ours had put beside itself. Raises ValueError.
    """
    tree = _parsed(packet) if packet else None
    rdf = _rdf_of(tree) if tree is not None else None
    if tree is None or rdf is None:
        tree = ET.Element(f"{{{META}}}xmpmeta")
        rdf = ET.SubElement(tree, f"{{{RDF}}}RDF")
    _take_out(rdf)
    if record is not None:
        said = frozenset(name for one in rdf for name in _names(one))
        rdf.append(_description(record, said))
    if not len(rdf):
        return b""
    body: bytes = ET.tostring(tree, encoding="utf-8")
    return OPENING + b"\n" + body + b"\n" + CLOSING


def _description(record: Record, said: frozenset[str]) -> ET.Element:
    """Our part: the record, and in the words of others what they know; nothing is said twice.

    `added` names the others' words that are ours to take out again.
    """
    ours = ET.Element(DESCRIPTION, {ABOUT: ""})
    ET.SubElement(ours, RECORD).text = record.to_json()
    words = {
        SOURCE_TYPE: SOURCES + record.source if record.source else "",
        f"{{{XMP}}}CreatorTool": record.tool,
        f"{{{XMP}}}CreateDate": record.lineage.made_on or "",
        f"{{{RIGHTS}}}UsageTerms": record.licence,
        f"{{{IPTC}}}AISystemUsed": record.tool if record.stage in ("S4", "S5") else "",
        f"{{{MM}}}Ingredients": "parents" if record.lineage.parents else "",
    }
    added = [name for name, value in words.items() if value and name not in said]
    ET.SubElement(ours, ADDED).text = " ".join(_short(name) for name in added)
    for name in added:
        element = ET.SubElement(ours, name)
        if name.endswith("Ingredients"):
            _list_parents(element, record)
        elif name.endswith("UsageTerms"):
            alternatives = ET.SubElement(element, f"{{{RDF}}}Alt")
            item = ET.SubElement(alternatives, f"{{{RDF}}}li")
            item.set("{http://www.w3.org/XML/1998/namespace}lang", "x-default")
            item.text = words[name]
        else:
            element.text = words[name]
    return ours


def _list_parents(element: ET.Element, record: Record) -> None:
    bag = ET.SubElement(element, f"{{{RDF}}}Bag")
    for parent in record.lineage.parents:
        item = ET.SubElement(bag, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
        name = f"urn:scene-stager:{parent.kind}:{parent.sha256}"
        ET.SubElement(item, f"{{{REF}}}documentID").text = name


def _take_out(rdf: ET.Element) -> None:
    """Remove our properties wherever another tool has put them, and what they had added."""
    added = {RECORD, ADDED}
    for one in rdf:
        words = one.get(ADDED) or one.findtext(ADDED) or ""
        added |= {name for name in _addable() if _short(name) in words.split()}
    for one in list(rdf):
        for name in added & set(one.attrib):
            del one.attrib[name]
        for element in [child for child in one if child.tag in added]:
            one.remove(element)
        if not len(one) and not (set(one.attrib) - {ABOUT}):
            rdf.remove(one)


def _short(name: str) -> str:
    """The part of a qualified name that is unlike the others that we add."""
    return name.rpartition("}")[2]


def _addable() -> set[str]:
    names = {SOURCE_TYPE, f"{{{XMP}}}CreatorTool", f"{{{XMP}}}CreateDate"}
    return names | {f"{{{RIGHTS}}}UsageTerms", f"{{{IPTC}}}AISystemUsed", f"{{{MM}}}Ingredients"}


def _names(description: ET.Element) -> Iterator[str]:
    yield from description.attrib
    for child in description:
        yield str(child.tag)


def _descriptions(tree: ET.Element) -> Iterator[ET.Element]:
    yield from tree.iter(DESCRIPTION)


def _rdf_of(tree: ET.Element) -> ET.Element | None:
    return tree if tree.tag == f"{{{RDF}}}RDF" else tree.find(f"{{{RDF}}}RDF")


def _parsed(packet: bytes) -> ET.Element:
    """The tree of a packet that is not too large, too deep, nor a bomb. Raises ValueError."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    if len(packet) > MOST_BYTES:
        raise ValueError(f"an XMP packet of {len(packet)} bytes, more than {MOST_BYTES}")
    depth = count = 0
    root: ET.Element | None = None
    try:
        for event, element in iterparse(
            BytesIO(packet.strip(b"\0 \t\r\n")), _STEPS, forbid_dtd=True
        ):
            if event == "end":
                depth -= 1
                continue
            root = element if root is None else root
            depth, count = depth + 1, count + 1
            if depth > DEEPEST or count > MOST_ELEMENTS:
                raise ValueError("an XMP packet that is too deep or too long")
    except (ET.ParseError, DefusedXmlException) as error:
        raise ValueError(f"an XMP packet that cannot be read ({type(error).__name__})") from None
    if root is None:
        raise ValueError("an empty XMP packet")
    return root


_STEPS = ("start", "end")
