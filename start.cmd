@echo off
rem Start Sociale Kaart op Windows: dubbelklik op dit bestand.
cd /d "%~dp0"
where py >nul 2>nul
if errorlevel 1 (
    python opzetten.py start %*
) else (
    py -3 opzetten.py start %*
)
if errorlevel 1 pause
