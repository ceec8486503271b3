package policy

// Reason says why a document could not be read as a policy.
type Reason string

// Reasons.
const (
	Empty         Reason = "empty"
	Binary        Reason = "binary"
	TooLarge      Reason = "too-large"
	NotPolicy     Reason = "not-a-policy"
	NeedsBrowser  Reason = "needs-javascript"
	NeedsLogin    Reason = "login"
	OtherLanguage Reason = "language"
	Scanned       Reason = "scanned"
	Damaged       Reason = "damaged"
	Failed        Reason = "failed" // a fault of candor, which left nothing of it
)

// Error says that a document could not be read as a policy. Its text is one
// line that names the file, what is wrong and what to do.
type Error struct {
	Path   string
	Reason Reason
	What   string // what is wrong
	Do     string // what to do about it
}

func (e *Error) Error() string {
	s := e.Path + ": " + e.What
	if e.Do != "" {
		s += "; " + e.Do
	}
	return s
}
