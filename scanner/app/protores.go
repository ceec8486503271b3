package app

import "strings"

// Field numbers of aapt.pb.ResourceTable and below.
const (
	pbTablePackage = 2

	pbPackageID   = 1
	pbPackageType = 3

	pbTypeID    = 1
	pbTypeEntry = 3

	pbEntryID    = 1
	pbEntryValue = 6

	pbID = 1 // PackageId, TypeId, EntryId

	pbConfigValueConfig = 1
	pbConfigValueValue  = 2

	pbConfigLocale = 3
	pbValueItem    = 4
)

// protoResources is the resource table of a bundle's module. Like the one of
// an APK it is read one value at a time; a look-up walks past what it does not
// need without decoding it.
type protoResources struct {
	data []byte
	budget
}

func (r *protoResources) lookup(id uint32, lang string) (Value, bool) {
	for range maxReferences {
		v, ok := r.value(id, lang)
		if !ok || v.Kind != Reference {
			return v, ok
		}
		id = v.Data
	}
	return Value{}, false
}

// value finds one resource: in the package, the type, the entry of its id the
// value that fits lang best.
func (r *protoResources) value(id uint32, lang string) (best Value, ok bool) {
	bestFit := -1
	r.eachWithID(r.data, pbTablePackage, pbPackageID, id>>24, func(pkg []byte) {
		r.eachWithID(pkg, pbPackageType, pbTypeID, id>>16&0xff, func(typ []byte) {
			r.eachWithID(typ, pbTypeEntry, pbEntryID, id&0xffff, func(entry []byte) {
				_ = eachField(entry, func(f field) error { // as eachWithID
					if f.num != pbEntryValue || !r.spend(1) {
						return nil
					}
					if fit := configFit(message(f.data, pbConfigValueConfig), lang); fit > bestFit {
						if item := message(f.data, pbConfigValueValue, pbValueItem); item != nil {
							best, bestFit, ok = protoItem(item), fit, true
						}
					}
					return nil
				})
			})
		})
	})
	// Text is copied each time: many references to a long one must end too.
	return best, ok && r.spend(len(best.Text)/8)
}

// eachWithID calls visit for the messages in field num whose id message, in
// field idField, holds id. proto3 leaves an id of 0 out.
func (r *protoResources) eachWithID(d []byte, num, idField int, id uint32, visit func([]byte)) {
	_ = eachField(d, func(f field) error { // damaged tables give what stands before the damage
		if f.num != num || !r.spend(1) {
			return nil
		}
		// The id comes first in what every tool writes.
		msg, _ := fieldOf(f.data, idField)
		if v, _ := fieldOf(msg.data, pbID); uint32(v.val) == id {
			visit(f.data)
		}
		return nil
	})
}

// configFit says how well a configuration fits a language: not at all (-1),
// the default (0), the language (1), the language and region (2). One that
// asks for anything but a locale fits no device in general.
func configFit(config []byte, lang string) int {
	fit := 0
	_ = eachField(config, func(f field) error {
		switch locale := string(f.data); {
		case f.num != pbConfigLocale:
			fit = -1
		case locale == "" || fit < 0:
		case strings.EqualFold(locale, lang):
			fit = 2
		case lang != "" && strings.EqualFold(locale, lang[:min(len(lang), 2)]):
			fit = 1
		default:
			fit = -1
		}
		return nil
	})
	return fit
}
