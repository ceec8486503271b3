package why

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/sdkdb"
)

// UnknownSubject is a subject that names nothing candor knows.
type UnknownSubject struct{ Subject string }

func (e *UnknownSubject) Error() string {
	return fmt.Sprintf("%q is no item, group, SDK or permission", e.Subject)
}

const permissionPrefix = "android.permission."

// Subject is what is asked for.
type Subject struct {
	Kind string // "item", "group", "sdk" or "permission"
	ID   string // its id or full name
}

// A Title is what reports call a disclosure group, in the languages they are
// written in.
type Title func(g privacy.Group) []string

// Resolve finds out what a subject is: ids come before names, and what code
// reads before what it asks for. The error is an [*UnknownSubject].
func Resolve(subject string, db *sdkdb.DB, title Title) (Subject, error) {
	name := strings.TrimSpace(subject)
	kind, id := findID(db, name)
	if kind == "" {
		kind, id = findPermission(name)
	}
	if kind == "" {
		kind, id = findName(db, title, name)
	}
	if kind == "" {
		return Subject{}, &UnknownSubject{subject}
	}
	return Subject{kind, id}, nil
}

func findID(db *sdkdb.DB, subject string) (kind, id string) {
	for _, id := range []string{subject, strings.ToLower(subject)} {
		if _, ok := privacy.LookupItem(privacy.Item(id)); ok {
			return "item", id
		}
		if db.Lookup(id) != nil {
			return "sdk", id
		}
		if privacy.LookupGroup(privacy.Group(id)) != nil {
			return "group", id
		}
	}
	return "", ""
}

func findPermission(subject string) (kind, id string) {
	for _, name := range []string{subject, permissionPrefix + strings.ToUpper(subject)} {
		if _, ok := privacy.LookupPermission(name); ok || strings.Contains(name, ".permission.") && name == subject {
			return "permission", name
		}
	}
	return "", ""
}

// findName looks a subject up among the names policies use.
func findName(db *sdkdb.DB, title Title, subject string) (kind, id string) {
	named := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, subject) })
	}
	for _, item := range privacy.Items() {
		if info, _ := privacy.LookupItem(item); named(slices.Concat(info.NamesEN, info.NamesZH)...) {
			return "item", string(item)
		}
	}
	for _, g := range privacy.Groups() {
		info := privacy.LookupGroup(g)
		if named(title(g)...) || named(slices.Concat(info.NamesEN, info.NamesZH)...) {
			return "group", string(g)
		}
	}
	if id := db.ResolveName(subject); id != "" {
		return "sdk", id
	}
	return "", ""
}
