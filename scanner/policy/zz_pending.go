package policy

import "github.com/candor-scan/candor/scanner/evidence"

func isOtherFile([]byte) bool                        { return false }
func refuseFile(Source, *document, *blockList) error { return nil }
func (d *document) openEnded() []evidence.Quote      { return nil }
func (p *Policy) languages([]*document)              {}
func (p *Policy) elements([]*document)               {}
func (p *Policy) covers([]*document)                 {}
func (p *Policy) conflicts([]*document)              {}
func (p *Policy) pairs([]*document, SDKNames)        {}
func (p *Policy) addProse([]*document, SDKNames)     {}
func (p *Policy) refuse([]*document) error           { return nil }
