// Package evidence holds the two shapes in which candor proves a claim: what
// was seen in an app ([Seen]) and what a document says ([Quote]). A claim
// without one of them does not exist. The package imports nothing.
package evidence

// Kind says what sort of thing was seen in an app. The words are those of the
// JSON report (evidence[].kind).
type Kind string

// Kinds of evidence. The first seven prove an SDK, the rest an item of
// personal information; a component can prove both.
const (
	Component Kind = "component" // a component, permission or feature the manifest declares
	Class     Kind = "class"     // a class, or a class tree, inside a DEX file
	Library   Kind = "library"   // a native library
	String    Kind = "string"    // a string constant of a DEX file
	Asset     Kind = "asset"     // an entry of the archive
	Metadata  Kind = "metadata"  // a meta-data element of the manifest
	Structure Kind = "structure" // class structure that survives renaming

	Method Kind = "method" // a call of a framework or SDK method
	Field  Kind = "field"  // a read of a static field
	URI    Kind = "uri"    // a content URI used with a query
	Action Kind = "action" // an intent action, registered or declared
)

// Seen is one thing that was seen in an app, and where.
type Seen struct {
	Kind Kind `json:"kind"`
	// Value is what was seen: a class or component name with dots, a library
	// file name, a string, or a call target "class.method".
	Value string `json:"value"`
	// Where names the place: "AndroidManifest.xml", an archive entry, or
	// "classes2.dex com.example.Foo.bar" for code of a method.
	Where string `json:"where"`
	// Count is how often it was seen; at least 1.
	Count int `json:"count"`
}

// Quote is a passage of a policy document.
type Quote struct {
	// Document is the path of the document, as documents[].path has it.
	Document string `json:"document"`
	// Line is the 1-based line on which the passage starts: in the file for
	// text, Markdown and HTML, in the text as read for PDF and DOCX.
	Line int `json:"line"`
	// Page is the 1-based page of a paged document, nil for all others.
	Page *int `json:"page"`
	// Text is an exact substring of the document once white space is folded.
	Text string `json:"text"`
	// Lang is "en", "zh", or "mixed" where the passage holds both.
	Lang string `json:"lang"`
}

// NotRead names a part of an input that was lost, and why. Whatever could have
// stood there is unknown, never absent.
type NotRead struct {
	What string `json:"what"` // "classes2.dex", "AndroidManifest.xml", a path and line range
	Why  string `json:"why"`
}
