package main

import (
	"flag"
	"fmt"

	"github.com/sockvet/sockvet/internal/output"
)

// A formatFlag is a flag that asks for a format.
type formatFlag struct {
	name   string
	format output.Format
	set    *bool
}

type formatFlags []formatFlag

func addFormatFlags(flags *flag.FlagSet) formatFlags {
	return formatFlags{
		{"json", output.JSON, flags.Bool("json", false, "print a JSON object, as docs/output.md describes it")},
		{"sarif", output.SARIF, flags.Bool("sarif", false, "print a log of SARIF 2.1.0, as GitHub and others read it")},
		{"gitlab", output.GitLab, flags.Bool("gitlab", false, "print a Code Quality report of GitLab")},
	}
}

// chosen returns the format that was asked for, or else text. The error says that
// two were, or one of a diff.
func (all formatFlags) chosen(diff bool) (output.Format, error) {
	var chosen *formatFlag
	for _, f := range all {
		switch {
		case !*f.set:
		case chosen != nil:
			return nil, fmt.Errorf("-%s and -%s exclude each other", chosen.name, f.name)
		case diff:
			return nil, fmt.Errorf("-%s and -diff exclude each other", f.name)
		default:
			chosen = &f
		}
	}
	if chosen == nil {
		return output.Text, nil
	}
	return chosen.format, nil
}
