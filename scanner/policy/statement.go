package policy

// readStatements reads who does what with which personal information out of
// the sentences of one document, in their order, and the denials that hold
// without a restriction. Quotes carry line, text and language; the caller,
// which knows the document, sets Quote.Document and Quote.Page.
func readStatements(ss []sentence, names SDKNames) (items []Item, denials []Denial) {
	return nil, nil
}
