#!/usr/bin/env bash
# Writes shell completions for bash, zsh, fish and PowerShell into a folder.
# usage: completions.sh FOLDER
set -euo pipefail
to=${1:?usage: completions.sh FOLDER}
mkdir -p "$to"
for shell in bash zsh fish powershell; do
	go run ./cmd/candor completion "$shell" >"$to/candor.$shell"
done
