{{/* What all names start with. */}}
{{- define "volley.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What all Pods of the release are selected by. */}}
{{- define "volley.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "volley.labels" -}}
{{ include "volley.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "volley.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "volley.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{ .Values.serviceAccount.name | default (include "volley.fullname" .) }}
{{- else -}}
{{ .Values.serviceAccount.name | default "default" }}
{{- end -}}
{{- end -}}

{{/* All roles by name, each with its defaults, as JSON: templates return text. */}}
{{- define "volley.roles" -}}
{{- $roles := dict -}}
{{- range $name, $own := .Values.roles -}}
{{- if not (kindIs "invalid" $own) -}}
{{- $_ := set $roles $name (mergeOverwrite (deepCopy $.Values.roleDefaults) (deepCopy $own)) -}}
{{- end -}}
{{- end -}}
{{- toJson $roles -}}
{{- end -}}

{{/* The server's file of settings. The times of a drain come last: the grace period is made of them. */}}
{{- define "volley.config" -}}
{{- with .Values.drain -}}
{{- if gt (int .waitSeconds) (int .withinSeconds) -}}
{{- fail "drain.waitSeconds is a part of drain.withinSeconds: give less, or more of that" -}}
{{- end -}}
{{- $times := dict "drainMs" (mul .withinSeconds 1000) "drainWaitMs" (mul .waitSeconds 1000) "closeMs" (mul .closeSeconds 1000) -}}
{{- mergeOverwrite (deepCopy $.Values.config) $times | toPrettyJson -}}
{{- end -}}
{{- end -}}

{{- define "volley.graceSeconds" -}}
{{- with .Values.drain -}}
{{ add .preStopSeconds .withinSeconds .closeSeconds .marginSeconds }}
{{- end -}}
{{- end -}}
