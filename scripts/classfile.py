"""The little of the class file format that compose-sdks needs (Java Virtual Machine Specification, chapter 4)."""
import struct

SIZES = {3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2}


def parents(data):
    """The superclass (None for java/lang/Object itself) and the interfaces of a class file, with slashes."""
    count, at, pool, i = struct.unpack(">H", data[8:10])[0], 10, {}, 1
    while i < count:
        tag = data[at]
        if tag == 1:
            size = struct.unpack(">H", data[at + 1:at + 3])[0]
            pool[i] = data[at + 3:at + 3 + size].decode("utf-8", "replace")
            at += 3 + size
        else:
            if tag == 7:
                pool[i] = struct.unpack(">H", data[at + 1:at + 3])[0]
            at += 1 + SIZES[tag]
        i += 2 if tag in (5, 6) else 1
    _, _, parent, n = struct.unpack(">HHHH", data[at:at + 8])
    interfaces = struct.unpack(">%dH" % n, data[at + 8:at + 8 + 2 * n])
    return pool[pool[parent]] if parent else None, [pool[pool[j]] for j in interfaces]


def empty(name, interface):
    """A class file for a public class or interface without members, below java/lang/Object."""
    def text(s):
        b = s.encode("utf-8")
        return b"\x01" + struct.pack(">H", len(b)) + b
    pool = b"\x07\x00\x02" + text(name) + b"\x07\x00\x04" + text("java/lang/Object")
    flags = 0x0601 if interface else 0x0021
    return b"\xca\xfe\xba\xbe" + struct.pack(">HHH", 0, 49, 5) + pool + struct.pack(">HHHHHHH", flags, 1, 3, 0, 0, 0, 0)
