package language

// ClosingBracket returns the offset of the bracket that closes the one at i.
func ClosingBracket(text string, i int) int {
	depth := 0
	for j, r := range text[i:] {
		switch r {
		case '(', '（', '[', '【':
			depth++
		case ')', '）', ']', '】':
			if depth--; depth == 0 {
				return i + j
			}
		}
	}
	return len(text)
}
