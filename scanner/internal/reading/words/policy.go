package words

// SDKNames finds SDK names in running text and resolves the name of a row. A
// bare common word, or a company's name alone, names nothing.
type SDKNames interface {
	// FindNames calls found for every SDK name in text, in order and with
	// byte offsets. Matches do not overlap; the longest name wins.
	FindNames(text string, found func(start, end int, id string))
	// ResolveName returns the id a row's name stands for, "" for none. The
	// name may carry a package, a platform or a company around it.
	ResolveName(name string) string
	// Categories returns the categories of an SDK ("ads", "analytics").
	Categories(id string) []string
}
